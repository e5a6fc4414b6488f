"""Cycles among things that depend on each other (Tarjan 1972, without recursion)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set


def cycles(edges: Mapping[str, Set[str]]) -> Iterator[tuple[str, ...]]:
    """Each group of nodes that reach themselves, in the order of ``edges``; a node that needs itself is one too."""
    order = {node: number for number, node in enumerate(edges)}
    for component in _components(edges):
        if len(component) > 1 or component[0] in edges.get(component[0], ()):
            yield tuple(sorted(component, key=lambda node: order.get(node, len(order))))


def _components(edges: Mapping[str, Set[str]]) -> Iterator[list[str]]:
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    waiting: set[str] = set()
    for root in edges:
        work = [] if root in index else [(root, iter(sorted(edges.get(root, ()))))]
        if work:
            _enter(root, index, low, stack, waiting)
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    yield _leave(node, stack, waiting)
            elif target not in index:
                _enter(target, index, low, stack, waiting)
                work.append((target, iter(sorted(edges.get(target, ())))))
            elif target in waiting:
                low[node] = min(low[node], index[target])


def _enter(node: str, index: dict[str, int], low: dict[str, int], stack: list[str], waiting: set[str]) -> None:
    index[node] = low[node] = len(index)
    stack.append(node)
    waiting.add(node)


def _leave(node: str, stack: list[str], waiting: set[str]) -> list[str]:
    at = stack.index(node)
    component, stack[at:] = stack[at:], []
    waiting.difference_update(component)
    return component
