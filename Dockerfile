# The house as one image; compose.yaml says what each copy of it does.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/strideback

# The same locked, hash-pinned requirements as everywhere.
COPY requirements.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt

COPY . .
# Modules are compiled once here, as the user below may not write beside them.
RUN python -m compileall -q config programs rehab \
    && useradd --system --create-home strideback \
    && install -d -o strideback -g strideback /var/lib/strideback
USER strideback

CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
