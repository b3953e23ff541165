import torch
import torch.nn as nn


class Model(nn.Module):
    """Product with a matrix that is given transposed."""

    def forward(self, A, B):
        return torch.matmul(A, B.T)


M = 1024 * 2
K = 4096
N = 2048


def get_inputs():
    A = torch.randn(M, K)
    B = torch.randn(N, K)
    return [A, B]


def get_init_inputs():
    return []
