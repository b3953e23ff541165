import torch
import torch.nn as nn


class Model(nn.Module):
    """What stands on and below the diagonal of a product of triangular matrices."""

    def forward(self, A, B):
        return torch.tril(torch.matmul(torch.tril(A), torch.tril(B)))


M = 4096


def get_inputs():
    A = torch.randn(M, M)
    B = torch.randn(M, M)
    return [A, B]


def get_init_inputs():
    return []
