"""What a feature adds to the portal: the declaration that `app.py` collects."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Event
from typing import Any

import click
from flask import Blueprint

from portal.web.telling import Due, Telling


@dataclass(frozen=True)
class NavigationItem:
    """A place in the main navigation. `also` are paths that belong.

    `permission` is None for what everyone sees, empty for all who are signed in.
    """

    label: str
    endpoint: str
    position: int
    permission: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed that anyone may follow, named in the footer and in the page's head."""

    label: str
    endpoint: str


@dataclass(frozen=True)
class Panel:
    """What a feature adds to another feature's page: `vars(ref, reader, today)` for the partial `template`, or None."""

    slot: str
    template: str
    vars: Callable[..., Mapping[str, Any] | None]
    position: int = 50


@dataclass(frozen=True)
class Feature:
    """One feature's declaration.

    `refs` resolves the kinds it owns (key → link, or None when the reader may not see it), `bodies` are the kinds of
    controlled document it adds, `followers` follow the journal, `entries` say what is searched. `daily` are the rounds
    that are done once a local day, each with the moment and the day; a round that is done twice does nothing more.
    `errands` are what the worker does again and again, each in a thread of its own, until the event is set.

    `tellings` say by verb what of the journal people are told, `dues` what is to be done by a person (a reader) and by
    when, asked with the day; see `web.telling`.
    """

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    navigation: tuple[NavigationItem, ...] = ()
    feeds: tuple[Feed, ...] = ()
    panels: tuple[Panel, ...] = ()
    bodies: tuple[Any, ...] = ()
    followers: tuple[Any, ...] = ()
    entries: tuple[Any, ...] = ()
    daily: tuple[Callable[[datetime, date], object], ...] = ()
    errands: tuple[Callable[[Event], object], ...] = ()
    tellings: Mapping[str, tuple[Telling, ...]] = field(default_factory=dict)
    dues: tuple[Callable[..., Iterable[Due]], ...] = ()
    commands: tuple[click.Command, ...] = ()
    refs: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    setup: Callable[..., None] | None = None
