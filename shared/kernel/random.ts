/** Where an edge gets random bytes (`crypto.getRandomValues`), and a simulation its seeded ones. */
export interface Random {
  bytes(count: number): Uint8Array;
}
