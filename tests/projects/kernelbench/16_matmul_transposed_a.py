import torch
import torch.nn as nn


class Model(nn.Module):
    """Product of a matrix that is given transposed and another."""

    def forward(self, A, B):
        return torch.matmul(A.T, B)


M = 1024 * 2
K = 4096
N = 2048


def get_inputs():
    A = torch.randn(K, M)
    B = torch.randn(K, N)
    return [A, B]


def get_init_inputs():
    return []
