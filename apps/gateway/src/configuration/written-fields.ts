import { parseDuration } from '@pawl/document'
import { z } from 'zod'
import type { ListenAddress } from './gateway-configuration.ts'

/** What stands at more than one place of a GatewayConfiguration. */
export const path: z.ZodString = z
  .string('is not a path: write the name of a file')
  .min(1, 'is empty: write the name of a file')
export const paths: z.ZodArray<z.ZodString> = z.array(path).max(64, 'holds more than 64')

export const listen: z.ZodType<ListenAddress> = z.strictObject({
  address: z.string().min(1, 'is empty: write an address of this machine, for example 0.0.0.0'),
  port: z.int().min(0, 'is no port').max(65_535, 'is no port'),
})

export function seconds(least: number, most: number): z.ZodType<number, string> {
  return (
    z
      .string('is not a duration: write for example 10s')
      // Gatekeeper's word for no cache; elsewhere in the house no duration is nothing.
      .transform((text) => (text === '0s' ? 0 : parseDuration(text)))
      .pipe(
        z
          .number('is not a duration: write for example 10s')
          .min(least, `is shorter than ${least}s`)
          .max(most, `is longer than ${most}s`),
      )
  )
}
