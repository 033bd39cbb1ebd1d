import type {EnrolRefusal} from '../uplink/enrol.ts';

/** Why the till was not enrolled, and what to do about it. `message` is what the other side said. */
export function enrolRefusalText(code: EnrolRefusal, message: string): string {
  switch (code) {
    case 'unreachable':
      return 'No answer from this address. Check that the server runs, that this computer is connected, and that the address is right.';
    case 'wrong_server':
      return 'Something answers there, but it is no Counterfoil server. Check the address.';
    case 'code_unknown':
      return 'The server does not know this code. Check it for O and 0, I and 1, or ask a manager for a new one.';
    case 'code_used':
      return 'This code has been used by another till. Ask a manager for a new one.';
    case 'code_expired':
      return 'This code is too old. Ask a manager for a new one; it is good for a few minutes.';
    case 'too_many_tries':
      return 'Too many tries. Wait a minute, then try again.';
    case 'secret_store':
      return `This computer’s key store did not take the till’s key: ${message} The code can be used again from here.`;
    case 'server_error':
      return `The server could not do it (${message || 'no reason given'}). Try again; if it stays so, look at the server.`;
  }
}
