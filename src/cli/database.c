/* quoth.database, which the command has where it was built with SQLite.
 *
 *   database.open(path)    a database file, made if it is not there
 *   db:run(sql)            runs statements; true, or nil, message
 *   db:close()             what is not committed is gone
 *
 * Statements reach this one file: ATTACH, and what works by it, is refused, since the SQL
 * may come from a stranger's format.
 */
#include <lauxlib.h>
#include <lua.h>
#include <sqlite3.h>

#include "cli/command.h"

#define DATABASE "quoth.database"

enum { WAIT_MS = 5000 }; /* for another program that writes */

static sqlite3 **check_database(lua_State *L) {
  sqlite3 **db = luaL_checkudata(L, 1, DATABASE);
  luaL_argcheck(L, *db, 1, "the database is closed");
  return db;
}

static int fail(lua_State *L, const char *message) {
  lua_pushnil(L);
  lua_pushstring(L, message);
  return 2;
}

static int authorize(void *context, int action, const char *a, const char *b, const char *c, const char *d) {
  (void)context, (void)a, (void)b, (void)c, (void)d;
  return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
}

static int database_open(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  sqlite3 **db = lua_newuserdatauv(L, sizeof *db, 0);
  *db = NULL;
  luaL_setmetatable(L, DATABASE);
  if (sqlite3_open(path, db) != SQLITE_OK) return fail(L, *db ? sqlite3_errmsg(*db) : "out of memory");
  sqlite3_busy_timeout(*db, WAIT_MS);
  sqlite3_set_authorizer(*db, authorize, NULL);
  return 1;
}

static int database_run(lua_State *L) {
  sqlite3 *db = *check_database(L);
  if (sqlite3_exec(db, luaL_checkstring(L, 2), NULL, NULL, NULL) != SQLITE_OK)
    return fail(L, sqlite3_errmsg(db));
  lua_pushboolean(L, 1);
  return 1;
}

static int database_close(lua_State *L) {
  sqlite3 **db = luaL_checkudata(L, 1, DATABASE);
  sqlite3_close_v2(*db);
  *db = NULL;
  return 0;
}

int luaopen_quoth_database(lua_State *L) {
  static const luaL_Reg METHODS[] = {{"run", database_run}, {"close", database_close}, {NULL, NULL}};
  static const luaL_Reg FUNCTIONS[] = {{"open", database_open}, {NULL, NULL}};
  luaL_newmetatable(L, DATABASE);
  lua_pushcfunction(L, database_close);
  lua_setfield(L, -2, "__gc");
  luaL_newlib(L, METHODS);
  lua_setfield(L, -2, "__index");
  luaL_newlib(L, FUNCTIONS);
  return 1;
}
