# docker build -t imr . && docker run --rm --network none -v "$PWD/letters:/letters:ro" -v "$PWD/results:/results" imr run /letters --output /results
FROM python:3.11-slim
WORKDIR /app
COPY requirements.lock pyproject.toml README.md CHANGELOG.md LICENSE ./
RUN pip install --no-cache-dir -r requirements.lock
COPY pipeline ./pipeline
COPY patterns ./patterns
COPY configs ./configs
RUN pip install --no-cache-dir --no-deps . && useradd --create-home reader
USER reader
WORKDIR /home/reader
ENTRYPOINT ["imr"]
CMD ["--help"]
