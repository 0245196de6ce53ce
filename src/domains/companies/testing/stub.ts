import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Parts } from '../read-answer.ts'

type Answering = (request: IncomingMessage, response: ServerResponse) => void

const paths = {
  '': 'profile',
  officers: 'officers',
  'persons-with-significant-control': 'controllers',
  insolvency: 'insolvency',
  charges: 'charges',
} as const satisfies Readonly<Record<string, keyof Parts>>

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/**
 * A register on this machine, for tests and for trying: serves what it is given in Companies House's shape to whoever
 * has the key. `answering` takes a path over, to be late, garbled or busy.
 */
export async function aRegisterServer(
  companies: Readonly<Record<string, Parts>>,
  {
    key = 'a key',
    answering = {},
  }: { readonly key?: string; readonly answering?: Readonly<Record<string, Answering>> } = {},
) {
  const requests: IncomingMessage[] = []
  const server: Server = createServer((request, response) => {
    requests.push(request)
    const { pathname } = new URL(request.url ?? '/', 'http://stub.test')
    const own = answering[pathname]
    if (own) return own(request, response)
    if (request.headers.authorization !== `Basic ${Buffer.from(`${key}:`).toString('base64')}`)
      return send(response, 401, { error: 'Invalid Authorization' })
    const [, , number = '', part = ''] = pathname.split('/')
    const known = Object.entries(paths).find(([path]) => path === part)
    const found = known && companies[number]?.[known[1]]
    return found === undefined
      ? send(response, 404, { errors: [{ error: 'company-profile-not-found' }] })
      : send(response, 200, found)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    key,
    requests,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
