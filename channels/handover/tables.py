"""The desk's tables, in the database of the conversations."""

from __future__ import annotations

import sqlalchemy as sa

from channels.handover.states import OPEN

metadata = sa.MetaData()

requests = sa.Table(
    "handover_requests",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    # "" once the visitor is forgotten.
    sa.Column("session", sa.String(64), nullable=False, index=True),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("opened_at", sa.Float, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
    # When the visitor agreed that the team sees what was said.
    sa.Column("consent_at", sa.Float, nullable=False),
    # Since when the person has said nothing, or has left the visitor's words unanswered.
    sa.Column("said_at", sa.Float, nullable=False),
    # Whether the visitor spoke last.
    sa.Column("asked", sa.Boolean, nullable=False),
    # When the visitor last had a page open.
    sa.Column("seen_at", sa.Float, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("forgotten", sa.Boolean, nullable=False),
    sa.Column("owner_id", sa.String(64), nullable=False),
    sa.Column("owner_name", sa.String(128), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("thread", sa.String(64), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    # JSON: need, constraints, shortlist, name, organisation, email, transcript.
    sa.Column("about", sa.Text, nullable=False),
    sa.Index("handover_place", "channel", "thread"),
)
# Where the request's card stands, and stood before somebody deleted it: what was posted in its
# thread is ours to delete, for as long as the request is kept.
places = sa.Table(
    "handover_places",
    metadata,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("thread", sa.String(64), primary_key=True),
    sa.Column("request", sa.String(32), nullable=False, index=True),
)
_is_open = requests.c.state.in_(OPEN)
sa.Index(
    "handover_one_open",
    requests.c.session,
    unique=True,
    sqlite_where=_is_open,
    postgresql_where=_is_open,
)

outbox = sa.Table(
    "handover_outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    # The same key twice is one delivery.
    sa.Column("key", sa.String(64), nullable=False, unique=True),
    sa.Column("request", sa.String(32), nullable=False, index=True),
    # "team" or "visitor": each hears in order, and neither waits for the other.
    sa.Column("lane", sa.String(8), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("speaker", sa.String(16), nullable=False),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("leased_until", sa.Float, nullable=False),
    sa.Column("done_at", sa.Float),
    sa.Index("handover_todo", "done_at", "due_at"),
)
