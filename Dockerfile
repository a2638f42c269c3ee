# One image for web, worker, beat and the commands; docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 UV_COMPILE_BYTECODE=1 LOCAL_DIR=/data STATIC_ROOT=/app/staticfiles

# What WeasyPrint loads to make PDFs.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements-uv.lock requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.lock \
 && uv pip install --system --no-cache --require-hashes -r requirements.lock

COPY . .
RUN PRODUCTION=1 SECRET_KEY=alleen-om-te-bouwen python manage.py collectstatic --noinput \
 && useradd --system --uid 10001 --no-create-home twente \
 && install -d -o twente -g twente -m 700 /data
USER twente
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('localhost', 8000, timeout=4); c.request('GET', '/health/web'); raise SystemExit(c.getresponse().status >= 400)"]

CMD ["granian", "twente.wsgi:application", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "10"]
