@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Runs the command hop444 on Windows; builds it first where that was not done. After a change of
rem the sources run mvnw.cmd -DskipTests package yourself.
setlocal
set "HERE=%~dp0"
set "JAR=%HERE%cli\target\hop444.jar"

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"

if exist "%JAR%" if exist "%HERE%alert-service\target\quarkus-app\quarkus-run.jar" goto run
echo hop444: building; this takes some minutes 1>&2
pushd "%HERE%"
call mvnw.cmd -q -DskipTests -pl cli,collector-service,correlator-service,alert-service -am package 1>&2
set "STATUS=%ERRORLEVEL%"
popd
if not "%STATUS%"=="0" (
  echo hop444: the build failed; its messages are above 1>&2
  exit /b 1
)

:run
set "TUNING=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx128m"
if "%~1"=="replay" set "TUNING=-Xshare:auto -XX:+UseSerialGC -Xms32m -Xmx384m"
"%JAVA%" %TUNING% %HOP444_JAVA_OPTIONS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
