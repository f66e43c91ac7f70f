# One image for both processes: the server by default, the sfu with
# `node sfu/main.ts` as its command.

FROM node:24-trixie-slim AS build
WORKDIR /app
ENV VIVAVOCE_CACHE=/cache

# Everything that rarely changes comes first, so that an edited source file does not
# build the media worker and fetch the speech engine again.
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
RUN node scripts/setup.mjs start \
  && install -m 755 /cache/mediasoup-worker-*/mediasoup-worker /usr/local/bin/mediasoup-worker \
  && mv /cache/speech-engine-* /opt/speech-engine

COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev


FROM node:24-trixie-slim
# libsrtp and OpenSSL are what the worker is linked against.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg libsrtp2-1 libssl3t64 tini \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -m 700 -o node -g node /data

COPY --from=build /usr/local/bin/mediasoup-worker /usr/local/bin/mediasoup-worker
COPY --from=build /opt/speech-engine /opt/speech-engine
COPY --from=build /app /app

WORKDIR /app
ENV NODE_ENV=production \
    PORT=3000 \
    DATA_DIR=/data \
    MEDIASOUP_WORKER_BIN=/usr/local/bin/mediasoup-worker \
    TRANSCRIBE_ENGINE=/opt/speech-engine
USER node
VOLUME /data
EXPOSE 3000

HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/livez`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# tini hands signals on and reaps what ffmpeg and the workers leave.
ENTRYPOINT ["tini", "--"]
CMD ["node", "--disable-warning=ExperimentalWarning", "server/main.ts"]
