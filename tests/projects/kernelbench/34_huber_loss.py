import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    """Squares near zero, magnitudes elsewhere."""

    def forward(self, predictions, targets):
        return F.smooth_l1_loss(predictions, targets, reduction="none")


batch_size = 4096
dim = 16384


def get_inputs():
    predictions = torch.randn(batch_size, dim)
    targets = torch.randn(batch_size, dim)
    return [predictions, targets]


def get_init_inputs():
    return []
