import torch
import torch.nn as nn


class Model(nn.Module):
    """A tall matrix times a wide one."""

    def forward(self, A, B):
        return torch.matmul(A, B)


M = 16384 * 2
N = 16


def get_inputs():
    A = torch.randn(M, N)
    B = torch.randn(N, M)
    return [A, B]


def get_init_inputs():
    return []
