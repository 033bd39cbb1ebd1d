import {isIP} from 'node:net';
import {z} from 'zod';

/** How this server is started: environment variables, all with defaults that work. */
const configSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(4100),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where the embedded PostgreSQL lives. */
  DATA_DIR: z.string().min(1).default('.data'),
  /** A PostgreSQL server of the owner's, instead of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, {error: 'should begin with postgres://'})
    .optional(),
  /** Web origins, separated by commas, that tills are served from besides this server and the packaged shell. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform(list => list.split(',').map(origin => origin.trim().replace(/\/$/, '')))
    .transform(list => list.filter(origin => origin !== '')),
  /**
   * Addresses or networks (CIDR) of proxies in front of this server, separated by commas: the caller's address is then the one
   * they pass on. Without them all tills behind a proxy share its address, and the limits of it.
   */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(list => list.split(',').map(address => address.trim()))
    .transform(list => list.filter(address => address !== ''))
    .refine(list => list.every(isAddressOrNetwork), {
      error: 'should be addresses or networks like 10.0.0.0/8',
    }),
  /** Of the first project, at the first start only. */
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, {error: 'should be a three-letter ISO 4217 code'})
    .default('EUR'),
  TIME_ZONE: z.string().min(1).optional(),
});
export type Config = z.output<typeof configSchema>;

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

export type ConfigReading =
  | {readonly ok: true; readonly config: Config}
  | {readonly ok: false; readonly problem: string};

/** Reads the environment; an empty variable counts as not set. A problem names the variable, never its value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigReading {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return {ok: true, config: parsed.data};
  const problems = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
  return {ok: false, problem: `The environment cannot be used. ${problems.join('; ')}`};
}
