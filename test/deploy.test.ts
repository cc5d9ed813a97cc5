import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig } from '../src/config.ts'

/** What can be known of an image and of manifests without an engine that runs them. */

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
// manifests are read freely: a test says itself what it expects
// biome-ignore lint/suspicious/noExplicitAny: parsed YAML
type Manifest = any

const namedNode = /NAMED_NODE = '([\d.]+)'/.exec(read('scripts/test.mjs'))?.[1]
const instructions = read('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
/** Of the image that is shipped. */
const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM')))
const word = (name: string) =>
  last.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))

test('the image is of the Node that everything is tried on, ends unprivileged, and has no tools in it', () => {
  expect(instructions[0]).toMatch(new RegExp(`^ARG NODE=${namedNode?.replaceAll('.', '\\.')}-`))
  expect(
    instructions.filter((line) => line.startsWith('FROM')).every((line) => / node:\$\{NODE\}/.test(line)),
  ).toBe(true)
  const [uid] = (word('USER').at(-1) ?? '').split(':')
  expect(Number(uid)).toBeGreaterThan(0)
  expect(instructions.filter((line) => line.startsWith('RUN npm ci'))).toEqual([
    'RUN npm ci',
    'RUN npm ci --omit=dev --omit=optional',
  ])
  expect(word('COPY').some((line) => line.includes('--from=build /build/node_modules'))).toBe(false)
})

test('all that the image takes from here is here and not left out, and what is secret or big stays outside', () => {
  const ignored = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const taken = instructions
    .filter((line) => line.startsWith('COPY') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1))
    .filter((path) => path !== '.')
  for (const path of [...taken, 'src', 'web', 'sandbox', 'scripts', 'tsconfig.json']) {
    expect(existsSync(join(root, path)), path).toBe(true)
    expect(ignored, path).not.toContain(path)
  }
  expect(ignored).toEqual(expect.arrayContaining(['.git', 'data', 'node_modules', '.env*']))
})

test('what the image runs is there, and what it asks for its health is a route', () => {
  const [entry] = word('ENTRYPOINT').map((line) => JSON.parse(line) as string[])
  expect(entry).toEqual(['node', '--enable-source-maps', JSON.parse(read('package.json')).bin.baton])
  expect(word('CMD')).toEqual(['["serve"]'])
  const [check = ''] = word('HEALTHCHECK')
  const command = JSON.parse(check.slice(check.indexOf('CMD ') + 4)) as string[]
  expect(command[2]).toContain('/readyz')
  // nobody listens there: not well, and no fault of the command itself
  const asked = spawnSync(process.execPath, command.slice(1), { env: { PORT: '1' }, encoding: 'utf8' })
  expect([asked.status, asked.stderr]).toEqual([1, ''])
})

const folder = 'deploy/kubernetes'
const manifests: Manifest[] = readdirSync(join(root, folder))
  .filter((name) => name !== 'kustomization.yaml')
  .flatMap((name) => parseAllDocuments(read(`${folder}/${name}`)).map((document) => document.toJS()))
const ofKind = (kind: string): Manifest[] => manifests.filter((each) => each.kind === kind)

/** A variable that Baton does not know is a typing error: it would be passed over in silence. */
const knownVariables = new Set(
  (read('src/config.ts') + read('src/config-traces.ts')).match(/\b[A-Z][A-Z_]{3,}\b/g),
)

test('every workload runs unprivileged on a read-only file system, with a known role and known variables', () => {
  const workloads = [...ofKind('Deployment'), ...ofKind('Job')]
  expect(workloads).toHaveLength(3)
  for (const { metadata, spec } of workloads) {
    const pod = spec.template.spec
    expect(pod.securityContext, metadata.name).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
    for (const container of pod.containers) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      const given = Object.fromEntries(container.env.map(({ name, value }: Manifest) => [name, value]))
      for (const name of Object.keys(given)) expect(knownVariables).toContain(name)
      expect(() => readConfig(given)).not.toThrow()
      expect(container.envFrom).toContainEqual({ secretRef: { name: 'baton' } })
    }
  }
  for (const { data } of ofKind('ConfigMap')) {
    for (const name of Object.keys(data)) expect(knownVariables).toContain(name)
    expect(() => readConfig(data)).not.toThrow()
  }
})

test('web and worker scale apart, are probed where they answer, and are never all taken down at once', () => {
  const deployments = ofKind('Deployment')
  expect(deployments.map(({ metadata }) => metadata.name)).toEqual(['baton-web', 'baton-worker'])
  for (const { spec, metadata } of deployments) {
    const labels = spec.template.metadata.labels
    expect(labels).toMatchObject(spec.selector.matchLabels)
    const [container] = spec.template.spec.containers
    expect(container.env).toContainEqual({ name: 'BATON_ROLE', value: labels['app.kubernetes.io/component'] })
    expect(container.startupProbe.httpGet.path).toBe('/readyz')
    expect(container.readinessProbe.httpGet.path).toBe('/readyz')
    // one that asks the database would end every instance while it is away
    expect(container.livenessProbe.httpGet.path).toBe('/healthz')
    expect(spec.strategy.rollingUpdate.maxUnavailable).toBe(0)
    const budget = ofKind('PodDisruptionBudget').find((each) => each.metadata.name === metadata.name)
    expect(budget.spec.selector).toEqual(spec.selector)
  }
  const [service] = ofKind('Service')
  expect(deployments.map(({ spec }) => spec.template.metadata.labels)).toContainEqual(service.spec.selector)
  expect(service.spec.selector['app.kubernetes.io/component']).toBe('web')
})

test('the manifests belong together', () => {
  const { resources } = parse(read(`${folder}/kustomization.yaml`)) as { resources: string[] }
  const files = readdirSync(join(root, folder)).filter((name) => name !== 'kustomization.yaml')
  expect(resources.toSorted()).toEqual(files.toSorted())
})

test.skipIf(!existsSync('/usr/bin/kubectl'))('kubectl puts them together', () => {
  const rendered = execFileSync('kubectl', ['kustomize', join(root, folder)], { encoding: 'utf8' })
  expect(parseAllDocuments(rendered)).toHaveLength(manifests.length)
  expect(rendered).toContain(`image: registry.example.com/baton:${JSON.parse(read('package.json')).version}`)
})

test('the compose file asks for its secrets, names known variables and starts after its database', () => {
  const { services } = parse(read('compose.yaml')) as Manifest
  const { environment, depends_on, read_only, cap_drop, ports } = services.baton
  for (const name of Object.keys(environment)) expect(knownVariables).toContain(name)
  for (const name of ['DATABASE_URL', 'BATON_SECRET', 'BATON_URL'])
    expect(environment[name]).toMatch(/\$\{\w+:\?/)
  expect(depends_on.postgres.condition).toBe('service_healthy')
  expect({ read_only, cap_drop }).toEqual({ read_only: true, cap_drop: ['ALL'] })
  expect(ports).toEqual(['127.0.0.1:3000:3000'])
  expect(services.postgres.image).toMatch(/^postgres:(1[5-9]|2\d)\.\d+/)
  expect(services.postgres.ports).toBeUndefined()
})

test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('the unit of systemd is little exposed', () => {
  const args = ['security', '--offline=yes', '--threshold=25', join(root, 'deploy/systemd/baton.service')]
  const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
  expect(status, stdout).toBe(0)
})
