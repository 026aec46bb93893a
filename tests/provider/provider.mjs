// A council's directory for the tests: the certified OpenID provider `oidc-provider`, with people.
//
// node provider.mjs '{"port": 0, "back": "…", "left": "…", "client": {…}, "people": {…}}'
// It prints its issuer once it listens, and makes a new signing key at every start. With port 0 the
// system chooses the port. Its own forms of sign-in and consent take any passphrase.

import { generateKeyPairSync, randomUUID } from "node:crypto"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"

const packages = createRequire(new URL("../../web/package.json", import.meta.url))
const { Provider } = await import(pathToFileURL(packages.resolve("oidc-provider")))
const asked = JSON.parse(process.argv[2])

// It ends with whoever started it, and in any case after ten minutes.
process.stdin.resume().on("end", () => process.exit())
setTimeout(() => process.exit(), 600_000).unref()

const server = createServer()
await new Promise((listens) => server.listen(asked.port, "127.0.0.1", listens))
const issuer = `http://127.0.0.1:${server.address().port}`

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
const key = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "RS256" }

const provider = new Provider(issuer, {
  clients: [
    {
      ...asked.client,
      redirect_uris: [asked.back],
      post_logout_redirect_uris: [asked.left],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: [randomUUID()] },
  // As Entra ID does, what names a person stands in the ID token; the rest is asked for besides.
  claims: {
    openid: ["sub", "oid", "tid", "roles"],
    profile: ["name", "preferred_username"],
    email: ["email", "email_verified"],
  },
  features: { rpInitiatedLogout: { enabled: true } },
  findAccount: (_, id) =>
    asked.people[id] && { accountId: id, claims: () => ({ sub: id, ...asked.people[id] }) },
})

server.on("request", provider.callback())
console.log(issuer)
