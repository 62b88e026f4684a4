# API, worker and migrations are one image; the command chooses. The console is served by the API.
FROM node:24-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
COPY apps/api/package.json apps/api/
COPY apps/web/package.json apps/web/
COPY apps/web-e2e/package.json apps/web-e2e/
COPY libs/access/package.json libs/access/
COPY libs/drift/package.json libs/drift/
COPY libs/graph-client/package.json libs/graph-client/
COPY libs/ops-ux/package.json libs/ops-ux/
COPY libs/testing/package.json libs/testing/
COPY tools/bench/package.json tools/bench/
COPY tools/graph-emulator/package.json tools/graph-emulator/
COPY tools/stack/package.json tools/stack/

FROM deps AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node tools/stack/run.mjs build libs/access libs/drift libs/graph-client libs/ops-ux apps/api apps/web

FROM deps AS production-deps
# Without the root's own: the image brings its Node, and the tools stay behind.
RUN npm ci --ignore-scripts --no-audit --no-fund --omit=dev --workspace @tenantatlas/api --include-workspace-root=false

FROM node:24-slim AS runtime
ENV NODE_ENV=production APP_ENV=production HOST=0.0.0.0 PORT=3000 WEB_DIST=/app/apps/web/dist
WORKDIR /app
COPY --from=production-deps /app ./
COPY --from=build /app/libs/access/dist libs/access/dist
COPY --from=build /app/libs/drift/dist libs/drift/dist
COPY --from=build /app/libs/graph-client/dist libs/graph-client/dist
COPY --from=build /app/libs/ops-ux/dist libs/ops-ux/dist
COPY --from=build /app/apps/api/dist apps/api/dist
COPY --from=build /app/apps/web/dist apps/web/dist
USER node
EXPOSE 3000
# Exec form: the process itself gets SIGTERM and hands its work back.
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
