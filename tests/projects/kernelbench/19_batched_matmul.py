import torch
import torch.nn as nn


class Model(nn.Module):
    """A product for each of a batch."""

    def forward(self, A, B):
        return torch.bmm(A, B)


batch_size = 128
M = 1024 * 2
K = 4096
N = 2048


def get_inputs():
    A = torch.randn(batch_size, M, K)
    B = torch.randn(batch_size, K, N)
    return [A, B]


def get_init_inputs():
    return []
