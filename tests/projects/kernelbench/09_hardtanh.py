import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    """Held between -1 and 1."""

    def forward(self, x):
        return F.hardtanh(x, min_val=-1.0, max_val=1.0)


batch_size = 4096
dim = 16384


def get_inputs():
    x = torch.randn(batch_size, dim)
    return [x]


def get_init_inputs():
    return []
