import torch
import torch.nn as nn


class Model(nn.Module):
    """Product of a matrix and a column."""

    def forward(self, A, B):
        return torch.matmul(A, B)


M = 256 * 8
K = 131072 * 8


def get_inputs():
    A = torch.randn(M, K)
    B = torch.randn(K, 1)
    return [A, B]


def get_init_inputs():
    return []
