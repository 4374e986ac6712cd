"""The demo: a synthetic program with months behind it, and one of each kind of person to become."""

from cairn.exchange.demo.loading import load

__all__ = ["load"]
