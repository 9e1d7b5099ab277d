#!/bin/sh
# Run once by the image of PostgreSQL, when the data folder is made: the issuer of tokens has a database of its own.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 --set password="$(cat /run/secrets/keycloak_database_password)" <<'SQL'
create role keycloak login password :'password';
create database keycloak owner keycloak template template0 encoding 'UTF8' locale 'C';
revoke all on database keycloak from public;
SQL
