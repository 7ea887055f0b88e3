# A small image of the whole program. docs/how-to/docker.md says how it is used:
#   docker build -t brief .
#   docker run --rm -v brief-data:/data -v ~/news:/news:ro brief add /news
#   docker run --rm -v brief-data:/data brief ask "what happened in Seoul?"
# Articles, runs and digests live in the volume /data. Any image with Python 3.11 or newer is a BASE.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
# What `brief --version` names: --build-arg COMMIT=$(git rev-parse --short=10 HEAD)
ARG COMMIT=
COPY . /src
RUN if [ -n "$COMMIT" ]; then echo "$COMMIT" > /src/brief/commit.txt; fi
RUN python3 -m venv /opt/brief \
    && /opt/brief/bin/pip install --no-cache-dir --no-compile "/src[pdf,notify,mcp,serve]" \
    # Chroma asks for these two and uses them for what brief does not do: an embedding model of its own, and clusters.
    && /opt/brief/bin/pip uninstall -qy onnxruntime kubernetes \
    # The image is tried before it is made. Python keeps the byte code of what that used, and of nothing else.
    && BRIEF_LIBRARY=/tmp/trial /opt/brief/bin/brief ask --from /src/seeds "why is Seoul ending GSOMIA?" \
    && BRIEF_LIBRARY=/tmp/trial /opt/brief/bin/brief digest --quiet --format html \
    && rm -r /opt/brief/lib/python3*/site-packages/pip /tmp/trial

FROM ${BASE}
COPY --from=build /opt/brief /opt/brief
RUN useradd --create-home --uid 1000 brief && install -d -o brief -g brief /data
USER brief
WORKDIR /data
ENV PATH=/opt/brief/bin:$PATH BRIEF_LIBRARY=/data/library PYTHONUNBUFFERED=1
VOLUME /data
# Of the library alone: what is set of a model would be asked a question, each time.
HEALTHCHECK --interval=5m --timeout=30s --start-period=30s \
    CMD ["env", "-u", "OPENAI_API_KEY", "-u", "OPENAI_BASE_URL", "brief", "doctor"]
ENTRYPOINT ["brief"]
CMD ["--help"]
