"""`brief follow`, `sources`, `unfollow` and `topic`: what is looked at again and again, and what for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from brief.cli.completing import names_of
from brief.cli.options import Name, Place, Words, library_options, web_option
from brief.cli.paging import print_paged
from brief.cli.session import Session, write_result
from brief.errors import ExitCode, SourceError
from brief.models import SourceVisit, Topic
from brief.render.safe import one_line

if TYPE_CHECKING:
    from brief.library.library import Library


@click.command("follow")
@click.argument("places", type=Place(), nargs=-1, required=True, metavar="URL|PATH...")
@click.option(
    "--topic",
    type=Words(),
    metavar="NAME",
    help="Topic that its articles belong to.",
    shell_complete=names_of("topics"),
)
@click.option("--quiet", "-q", is_flag=True, help="Do not print what is followed.")
@web_option
@library_options
@click.pass_context
def follow_command(
    ctx: click.Context, /, places: tuple[str, ...], topic: str | None, quiet: bool, **flags: Any
) -> None:
    """Follow a feed, site, folder or file; digests read what is new.

    Takes a feed, a page that links to its feed, a folder, a file (JSON Lines, for example), or a list of feeds in OPML,
    whose groups become topics. For a feed that needs a login, put the login into ~/.netrc. With --allow-private the
    source may be at a private address from now on.

    \b
    Examples:
      brief follow https://example.org/
      brief follow ~/news/drop.jsonl --topic Harbors
      brief follow subscriptions.opml
    """
    from brief.workflows.follow import follow

    session = Session(quiet=quiet, **flags)
    problems = 0
    with session.library() as library:
        for place in places:
            try:
                for now in follow(library, place, topic=topic, web=session.web()):
                    if not quiet:
                        click.echo(f"following {one_line(now.source.name)} ({one_line(now.source.place)})")
                    for other in now.others:
                        session.say(f"the page also links to this feed: {other}")
            except SourceError as error:
                problems += 1
                session.complain(str(error))
    ctx.exit(ExitCode.SOURCE if problems else ExitCode.OK)


@click.command("sources")
@click.argument("names", type=Name(), nargs=-1, metavar="[NAME]...", shell_complete=names_of("followed"))
@click.option("--fetch", is_flag=True, help="Read them now and add what is new.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.option("--opml", is_flag=True, help="Print the feeds as OPML, for other feed readers.")
@click.option("--quiet", "-q", is_flag=True, help="No summary; sources that fail are still named.")
@web_option
@library_options
@click.pass_context
def sources_command(
    ctx: click.Context, /, names: tuple[str, ...], fetch: bool, as_json: bool, opml: bool, quiet: bool, **flags: Any
) -> None:
    """List what is followed; --fetch reads it now.

    Only what changed is fetched, each article once, with a second between two requests to one site. A source that
    fails is named, the others are read, and the exit code is 4.

    \b
    Examples:
      brief sources
      brief sources --fetch --json
      brief sources --opml > subscriptions.opml
    """
    if opml and as_json:
        raise click.UsageError("--opml and --json contradict each other")
    session = Session(quiet=quiet, **flags)
    failed = 0
    with session.library() as library:
        if fetch:
            failed = _fetch(session, library, names)
        following = library.following
        sources = [following.find(name) for name in names] if names else following.sources()
    if opml:
        from brief.workflows.follow import export

        text, left_out = export(sources)
        write_result(text, None)
        if left_out:
            session.say(f"left out, because OPML can only list feeds: {', '.join(left_out)}")
    elif as_json:
        from brief.render.data import dumps
        from brief.render.following import source_object

        for source in sources:
            click.echo(dumps(source_object(source)))
    else:
        from brief.render.following import render_sources

        if not sources:
            session.say("nothing is followed yet: add a source with `brief follow URL|PATH`")
        print_paged(render_sources(sources))
    ctx.exit(ExitCode.SOURCE if failed else ExitCode.OK)


def _fetch(session: Session, library: Library, names: tuple[str, ...]) -> int:
    """Look at the sources; how many failed."""
    from brief.render.following import render_receipt
    from brief.workflows.follow import fetch_followed

    def tell(visit: SourceVisit) -> None:
        if visit.moved:
            session.say(f"{visit.name} has moved permanently to {visit.moved} and is now followed there")

    with session.telling() as progress:
        receipt = fetch_followed(library, web=session.web(), names=names, on_problem=progress.problem, on_visit=tell)
    session.say(render_receipt(receipt))
    return len(receipt.failed)


@click.command("unfollow")
@click.argument("names", type=Name(), nargs=-1, required=True, metavar="NAME...", shell_complete=names_of("followed"))
@click.option("--quiet", "-q", is_flag=True, help="No summary.")
@library_options
def unfollow_command(names: tuple[str, ...], quiet: bool, **flags: Any) -> None:
    """Stop following sources; their articles stay.

    NAME is the name that `brief sources` shows, or the address or path.

    \b
    Example:
      brief unfollow "Harbor Times"
    """
    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        gone = [library.following.unfollow(name) for name in dict.fromkeys(names)]
    if not quiet:
        for source in gone:
            click.echo(f"no longer following {one_line(source.name)}")


@click.group("topic")
def topic_command() -> None:
    """Manage the topics that give a digest its sections.

    \b
    Examples:
      brief topic add Harbors "strikes, pilots and traffic in the harbors of the north"
      brief topic add Rates "What will the central bank do next?"
      brief topic list
    """


@topic_command.command("add")
@click.argument("name", type=Words(), shell_complete=names_of("topics"))
@click.argument("words", type=Words(), metavar="WORDS")
@library_options
def topic_add(name: str, words: str, **flags: Any) -> None:
    """Add a topic, or change its words.

    WORDS describe it: what it is about, or a question.
    """
    session = Session(**flags)
    with session.library() as library:
        library.following.set_topic(Topic(name, words))


@topic_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@library_options
def topic_list(as_json: bool, **flags: Any) -> None:
    """List the topics."""
    from brief.render.data import dumps
    from brief.render.following import render_topics

    session = Session(**flags)
    with session.library() as library:
        topics = library.following.topics()
    if as_json:
        for topic in topics:
            click.echo(dumps({"name": topic.name, "words": topic.words}))
    else:
        for line in render_topics(topics):
            click.echo(line, nl=False)


@topic_command.command("remove")
@click.argument("name", type=Name(), shell_complete=names_of("topics"))
@library_options
def topic_remove(name: str, **flags: Any) -> None:
    """Remove a topic; its sources are still followed."""
    session = Session(**flags)
    with session.library() as library:
        library.following.remove_topic(name)
