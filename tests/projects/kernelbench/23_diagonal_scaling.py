import torch
import torch.nn as nn


class Model(nn.Module):
    """Each row of a matrix times a number of its own."""

    def forward(self, d, B):
        return d.unsqueeze(1) * B


N = 4096
M = 4096


def get_inputs():
    d = torch.randn(N)
    B = torch.randn(N, M)
    return [d, B]


def get_init_inputs():
    return []
