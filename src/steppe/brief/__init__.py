"""Composes the brief of a coded article and draws it: HTML, JSON, terminal, charts. Pure: values in, text out."""
