@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Runs Maven 3.9 or newer: an installed one, else 3.9.16 fetched once by its Maven coordinates.
rem Not run on Windows by this project's own builds yet.
setlocal enabledelayedexpansion
set "WANTED=3.9.16"
if "%MAVEN_USER_HOME%"=="" set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "HOP444_MAVEN=%MAVEN_USER_HOME%\wrapper\hop444\apache-maven-%WANTED%"
where mvn >nul 2>nul
if errorlevel 1 goto noinstalled
for /f "tokens=3" %%v in ('mvn --version ^| findstr /b /c:"Apache Maven"') do set "FOUND=%%v"
for /f "tokens=1,2 delims=." %%a in ("%FOUND%") do (
  if %%a GTR 3 goto installed
  if %%a EQU 3 if %%b GEQ 9 goto installed
)
if exist "%HOP444_MAVEN%\bin\mvn.cmd" goto fetched
echo mvnw: the installed Maven is older than 3.9; fetching Maven %WANTED% once 1>&2
pushd "%TEMP%"
call mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack "-Dartifact=org.apache.maven:apache-maven:%WANTED%:zip:bin" "-DoutputDirectory=%MAVEN_USER_HOME%\wrapper\hop444"
popd
if exist "%HOP444_MAVEN%\bin\mvn.cmd" goto fetched
echo mvnw: could not fetch Maven %WANTED%; install Maven 3.9 or newer 1>&2
exit /b 1
:noinstalled
if exist "%HOP444_MAVEN%\bin\mvn.cmd" goto fetched
echo mvnw: no Maven was found. Install Maven 3.9 or newer 1>&2
exit /b 1
:installed
call mvn %*
exit /b %ERRORLEVEL%
:fetched
call "%HOP444_MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
