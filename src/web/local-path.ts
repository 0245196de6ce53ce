/** Where to go afterwards, if it is a page of ours; otherwise `otherwise`. Never another site (open redirect). */
export function localPath(text: string | undefined, otherwise = '/'): string {
  if (text === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return otherwise
  const url = URL.parse(text, 'http://here.invalid')
  return url?.host === 'here.invalid' ? url.pathname + url.search : otherwise
}
