/** What belongs to the machine and not to one folder of the user's. Only root writes there, everyone passes through. */
export const machineFolder = '/var/lib/counterfoil';
