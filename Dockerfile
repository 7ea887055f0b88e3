# A small image: docker build -t brief . && docker run --rm -v brief-data:/data brief ask "what happened in Seoul?"
# Articles, runs and digests live in the volume /data; files to add are mounted by whoever runs it (-v ~/news:/news:ro).
FROM python:3.12-slim AS build
COPY . /src
RUN pip wheel --no-cache-dir --wheel-dir /wheels "/src[pdf]"

FROM python:3.12-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels "brief[pdf]" \
    && useradd --create-home --uid 1000 brief \
    && install -d -o brief -g brief /data
USER brief
WORKDIR /home/brief
ENV BRIEF_LIBRARY=/data PYTHONUNBUFFERED=1
VOLUME /data
HEALTHCHECK --interval=5m --timeout=30s CMD ["brief", "doctor"]
ENTRYPOINT ["brief"]
CMD ["--help"]
