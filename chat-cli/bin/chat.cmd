@echo off
rem Runs the chat program, from any directory. In a checkout it builds the program first if that is missing or older than its
rem sources; installed it runs lib\chat.jar and never builds. There is no class archive here, unlike in the script for sh.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "MODULE=%%~fI"
for %%I in ("%MODULE%\..") do set "ROOT=%%~fI"

if exist "%MODULE%\lib\chat.jar" (
    set "JAR=%MODULE%\lib\chat.jar"
    goto run
)
if not exist "%MODULE%\pom.xml" (
    echo chat: there is no lib\chat.jar in %MODULE%: install the program again>&2
    exit /b 1
)

call :find_jar
set "CURRENT="
if defined JAR call :check_current
if not defined CURRENT (
    where mvn >nul 2>nul || (
        echo chat: Maven is needed to build the program on first use: install it, or put mvn on the PATH>&2
        exit /b 1
    )
    echo chat: building the program, once; this takes a minute>&2
    pushd "%ROOT%"
    call mvn -B -q -ntp -P "!strict" -DskipTests -pl chat-cli -am package 1>&2 || (
        popd
        echo chat: the build failed, as shown above>&2
        exit /b 1
    )
    popd
    call :find_jar
)
if not defined JAR (
    echo chat: the build left no jar in %MODULE%\target>&2
    exit /b 1
)

:run
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "SHORT=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="send" set "SHORT="
if "%~1"=="receive" set "SHORT="
"%JAVA%" %SHORT% -XX:-UsePerfData -Xshare:auto -Xlog:disable -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:find_jar
set "JAR="
for /f "delims=" %%F in ('dir /b /o-d "%MODULE%\target\chat-cli-*-all.jar" 2^>nul') do (
    if not defined JAR set "JAR=%MODULE%\target\%%F"
)
exit /b 0

:check_current
powershell -NoProfile -Command "$jar = (Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc; $new = @('pom.xml','chat-core\pom.xml','chat-core\src\main','chat-cli\pom.xml','chat-cli\src\main') | ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $env:ROOT $_) -Recurse -File } | Where-Object { $_.LastWriteTimeUtc -gt $jar }; if ($new) { exit 1 }"
if not errorlevel 1 set "CURRENT=1"
exit /b 0
