import torch
import torch.nn as nn


class Model(nn.Module):
    """Keeps what is positive."""

    def forward(self, x):
        return torch.relu(x)


batch_size = 4096
dim = 16384


def get_inputs():
    x = torch.randn(batch_size, dim)
    return [x]


def get_init_inputs():
    return []
