const whole = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/

/** A postcode in capitals without its space, and its district (TN4); undefined where it is none. */
export function postcodeOf(
  written: string,
): { readonly postcode: string; readonly district: string } | undefined {
  const postcode = written.replaceAll(/\s+/g, '').toUpperCase()
  const [, district] = whole.exec(postcode) ?? []
  return district === undefined ? undefined : { postcode, district }
}
