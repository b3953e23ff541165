import torch
import torch.nn as nn


class Model(nn.Module):
    """Mean of the squared differences."""

    def forward(self, predictions, targets):
        return torch.mean((predictions - targets) ** 2)


batch_size = 4096
dim = 16384


def get_inputs():
    predictions = torch.rand(batch_size, dim)
    targets = torch.randn(batch_size, dim)
    return [predictions, targets]


def get_init_inputs():
    return []
