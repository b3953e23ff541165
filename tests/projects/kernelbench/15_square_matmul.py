import torch
import torch.nn as nn


class Model(nn.Module):
    """Product of two square matrices."""

    def forward(self, A, B):
        return torch.matmul(A, B)


N = 2048 * 2


def get_inputs():
    A = torch.randn(N, N)
    B = torch.randn(N, N)
    return [A, B]


def get_init_inputs():
    return []
