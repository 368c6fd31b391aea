# Sourced by ./build and ./tidemark, so that both run on the same JDK. The version is read from the
# file `release` that every JDK carries, which is faster than asking javac.

jdk_version() { # the feature version of the JDK in folder $1, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() { # prints the folder of a JDK of version 25 or newer
  local candidate version
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /)")")")"; do
    [ -n "$candidate" ] || continue
    version=$(jdk_version "$candidate" || true)
    if [ -n "$version" ] && [ "$version" -ge 25 ]; then
      echo "$candidate"
      return
    fi
  done
  echo "Tidemark needs a JDK of version 25 or newer: install one (on Debian: Temurin 25) or set JAVA_HOME to its folder." >&2
  return 1
}
