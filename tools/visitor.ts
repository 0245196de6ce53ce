/** What came back for an address that was asked for, as a browser sees it before it follows where it is led. */
export type Answer = {
  readonly status: number
  /** Where it leads; empty for a page. */
  readonly to: string
  readonly text: string
}

/** A browser without a screen: it keeps its cookies, asks for pages and sends their forms. */
export function aVisitor() {
  const cookies = new Map<string, string>()
  const ask = async (
    address: string,
    path: string,
    form?: Readonly<Record<string, string>>,
  ): Promise<Answer> => {
    const response = await fetch(new URL(path, address), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(form && { origin: address }),
      },
      ...(form && { body: new URLSearchParams(form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return {
      status: response.status,
      to: response.headers.get('location') ?? '',
      text: await response.text(),
    }
  }
  const signIn = async (address: string, name: string, password: string): Promise<Answer> => {
    const { text } = await ask(address, '/sign-in')
    return ask(address, '/sign-in', { _csrf: hiddenOn(text, '_csrf'), name, password })
  }
  return { ask, signIn }
}

/** What a hidden field of a page's last form holds. */
export const hiddenOn = (page: string, name: string): string =>
  [...page.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, 'g'))].at(-1)?.[1] ?? ''
