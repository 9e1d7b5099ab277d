#!/bin/sh
# Makes the secrets that docker-compose.yml mounts, those that are missing: sh infra/docker/make-secrets.sh FOLDER
# Run as root: the files belong to root, and the group of the containers (10001) may read them. Keep a copy of
# master_key where the backups of the database are not: without it no name and no diagnosis can be read again.
set -eu
umask 077
folder=${1:?usage: make-secrets.sh FOLDER}
group=10001
mkdir -p "$folder"

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# Never replaces: a secret that is there may be in use.
make() {
  if [ -e "$folder/$1" ]; then return; fi
  put "$1"
}

put() {
  cat > "$folder/.$1"
  chmod 640 "$folder/.$1"
  if [ "$(id -u)" = 0 ]; then chgrp "$group" "$folder/.$1"; fi
  mv "$folder/.$1" "$folder/$1"
}

for name in postgres_password keycloak_database_password keycloak_admin_password grafana_admin_password metrics_token proof_passphrase; do
  random 32 | make "$name"
done
printf '{"id":"%s","key":"%s"}' "$(random 8)" "$(head -c 32 /dev/urandom | base64 | tr -d '\n')" | make master_key

contexts='membership contributions benefits subsidies audit webhooks'
for context in $contexts; do
  printf 'postgresql://entraide_%s:%s@postgres:5432/entraide' "$context" "$(random 32)" | make "${context}_database_url"
done
printf 'postgresql://postgres:%s@postgres:5432/postgres' "$(cat "$folder/postgres_password")" | make admin_database_url

password_of() { sed 's|.*://[^:]*:\([^@]*\)@.*|\1|' "$folder/${1}_database_url"; }

# The same passwords again, for the job that makes the roles.
{
  printf '{"owner":"%s"' "$(random 32)"
  for context in $contexts; do printf ',"%s":"%s"' "$context" "$(password_of "$context")"; done
  printf '}'
} | make database_credentials

# A role that came with a later version: its password is added, and nothing that is there changes.
for context in $contexts; do
  if grep -q "\"$context\"" "$folder/database_credentials"; then continue; fi
  sed "s|}\$|,\"$context\":\"$(password_of "$context")\"}|" "$folder/database_credentials" | put database_credentials
done
