# Debian slim, not Alpine: the embedded PostgreSQL and sharp ship glibc binaries.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY sandbox/package.json sandbox/
COPY panel/package.json panel/
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY panel panel
RUN npm run build:app && npm run build:panel && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
# Decodes audio files and video messages; voice notes do without.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
RUN mkdir /data && chown node:node /data
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/panel/dist panel/dist
COPY package.json LICENSE NOTICE ./
# `npm run speech:model -- tiny` in the container puts a model into the volume.
COPY scripts/speech-model.mjs scripts/
COPY scripts/speech-model scripts/speech-model
USER node
VOLUME /data
EXPOSE 3000
# The process answers for itself: live means "don't restart me", whatever Telegram or the database are doing.
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# PID 1 must be node itself, so that SIGTERM reaches the graceful shutdown.
CMD ["node", "dist/main.js"]
