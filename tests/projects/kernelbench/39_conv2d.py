import torch
import torch.nn as nn


class Model(nn.Module):
    """A square window moved over images."""

    def __init__(self, in_channels: int, out_channels: int, window_size: int) -> None:
        super().__init__()
        self.window = nn.Conv2d(in_channels, out_channels, window_size, bias=False)

    def forward(self, x):
        return self.window(x)


batch_size = 8
in_channels = 3
out_channels = 64
window_size = 3
height = 256
width = 512


def get_inputs():
    x = torch.randn(batch_size, in_channels, height, width)
    return [x]


def get_init_inputs():
    return [in_channels, out_channels, window_size]
