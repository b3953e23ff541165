import torch
import torch.nn as nn


class Model(nn.Module):
    """Product of two matrices."""

    def forward(self, A, B):
        return torch.matmul(A, B)


M = 1024 * 2
K = 4096
N = 2048


def get_inputs():
    A = torch.rand(M, K)
    B = torch.rand(K, N)
    return [A, B]


def get_init_inputs():
    return []
