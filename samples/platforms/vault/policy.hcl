# vault policy write pipeline policy.hcl
path "secret/data/datajoint/*" {
  capabilities = ["read"]
}

path "database/creds/reader" {
  capabilities = ["read"]
}

# Gives the database user back at the end. Without it the login is revoked, and its leases with it.
path "sys/leases/revoke" {
  capabilities = ["update"]
}
