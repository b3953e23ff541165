import torch
import torch.nn as nn


class Model(nn.Module):
    """A matrix times a number."""

    def forward(self, A, s):
        return A * s


M = 16384 * 4
N = 4096 * 4


def get_inputs():
    A = torch.randn(M, N)
    s = 3.14
    return [A, s]


def get_init_inputs():
    return []
