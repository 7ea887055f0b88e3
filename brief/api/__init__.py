"""The Python API: a library that is filled, asked and read from a script or a notebook.

    from brief import Library, ask

    with Library("news") as library:
        library.add("articles/", "https://example.org/story.html")
        print(ask(library, "why did the talks fail?"))

Models and keys come from the same settings as the command line's (see `settings`). All functions block. From
asynchronous code call them in a thread, `await asyncio.to_thread(ask, library, question)`: a `Library` may be used by
several threads, one at a time (it has a lock); open it twice to do two things at once.
"""
