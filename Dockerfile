# The image that one runs: the built program, its dashboard, and the packages that the running server needs; nothing of the tools.
ARG NODE=24.9.0-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:${NODE} AS packages
WORKDIR /packages
COPY package.json package-lock.json ./
# optional ones are what libraries for tools could use
RUN npm ci --omit=dev --omit=optional

FROM node:${NODE}
WORKDIR /app
COPY --from=packages /packages/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY migrations ./migrations
COPY package.json LICENSE README.md ./
# the only place that is written to: the rest of the file system may be read-only
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 BATON_DATA=/data
EXPOSE 3000
# by number, so that whoever runs it can see that it is not root
USER 1000:1000
# an empty embedded database takes some seconds to be made
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/cli.js"]
CMD ["serve"]
